import writeExcelFile from 'write-excel-file/node'

/** What a shop's till would export: umlauts, quotes, a comma inside of quotes, empty notes. */
const PRODUCTS = ['Kaffee "Größe L"', 'Brötchen, belegt', 'Käsekuchen', 'Tee'] as const
const CITIES = ['Köln', 'Zürich', 'Århus'] as const
const DAYS = 120

interface Sale {
  day: Date
  product: string
  city: string
  pieces: number
  cents: number
}

export const SALES: readonly Sale[] = Array.from({ length: DAYS * 3 }, (_, index) => ({
  day: new Date(Date.UTC(2026, 4, 1 + Math.floor(index / 3))),
  product: PRODUCTS[index % PRODUCTS.length] ?? '',
  city: CITIES[(index * 7) % CITIES.length] ?? '',
  pieces: 1 + (index % 5),
  cents: 250 + ((index * 37) % 900),
}))

export const TOTAL_AMOUNT = SALES.reduce((sum, sale) => sum + sale.cents, 0) / 100
export const TOTAL_PIECES = SALES.reduce((sum, sale) => sum + sale.pieces, 0)

export function salesAsCsv(): Buffer {
  const lines = SALES.map((sale) =>
    [
      sale.day.toISOString().slice(0, 10),
      `"${sale.product.replaceAll('"', '""')}"`,
      sale.city,
      sale.pieces,
      (sale.cents / 100).toFixed(2),
    ].join(','),
  )
  return Buffer.from(['Date,Product,City,Pieces,Amount', ...lines, ''].join('\r\n'), 'utf8')
}

export function salesAsWorkbook(): Promise<Buffer> {
  const header = ['Date', 'Product', 'City', 'Pieces', 'Amount'].map((value) => ({ value }))
  const rows = SALES.map((sale) => [
    { value: sale.day, type: Date, format: 'yyyy-mm-dd' },
    { value: sale.product },
    { value: sale.city },
    { value: sale.pieces },
    { value: sale.cents / 100 },
  ])
  return writeExcelFile([header, ...rows]).toBuffer()
}

/** The beginning of a ZIP file, which an Excel workbook is, and then nothing of the kind. */
export function damagedWorkbook(): Buffer {
  return Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(4_000, 'not a workbook ')])
}
