import type { Stream, ConnectorDescriptor, Table } from '../src/shared/api/millrace-types'

export const CONNECTORS: ConnectorDescriptor[] = [
  {
    name: 'quickbooks',
    title: 'QuickBooks',
    summary: 'Invoices, bills, payments and accounts of your books.',
    category: 'finance',
    colour: '#2ca01c',
    initials: 'Qb',
    keywords: ['accounting', 'invoices'],
    configurationSchema: {
      type: 'object',
      required: ['company_id', 'client_id', 'client_secret', 'refresh_token'],
      properties: {
        company_id: { type: 'string', title: 'Company ID', order: 1 },
        client_id: { type: 'string', title: 'Client ID', order: 2 },
        client_secret: { type: 'string', title: 'Client secret', secret: true, order: 3 },
        refresh_token: { type: 'string', title: 'Refresh token', secret: true, order: 4 },
      },
      authorisation: {
        fields: { clientId: 'client_id', clientSecret: 'client_secret', refreshToken: 'refresh_token' },
      },
    },
  },
  {
    name: 'api-manifest',
    title: 'Your own API',
    summary:
      'Read any REST API by a manifest of your own: one page of YAML in the format of low-code connectors.',
    category: 'saas',
    colour: '#0f766e',
    initials: 'AP',
    keywords: ['rest', 'http', 'json', 'manifest', 'yaml'],
    configurationSchema: {
      type: 'object',
      required: ['manifest'],
      properties: { manifest: { type: 'string' } },
    },
  },
  {
    name: 'file',
    title: 'Spreadsheet',
    summary: 'CSV, TSV, Excel and JSON files',
    category: 'files',
    colour: '#2f7d4f',
    initials: 'X',
    keywords: ['csv', 'excel', 'xlsx', 'upload'],
    configurationSchema: {
      type: 'object',
      required: ['uploads'],
      properties: {
        uploads: {
          type: 'array',
          fileEndings: ['csv', 'tsv', 'txt', 'xlsx', 'json', 'jsonl', 'ndjson'],
        },
      },
    },
  },
  {
    name: 'singer-file',
    title: 'Singer messages',
    summary: 'Load what a Singer tap wrote, with its types, keys and deletions.',
    category: 'files',
    colour: '#7c2d12',
    initials: 'Si',
    keywords: ['singer', 'tap'],
    configurationSchema: {
      type: 'object',
      required: ['uploads'],
      properties: {
        uploads: {
          type: 'array',
          maxItems: 1,
          fileEndings: ['singer', 'jsonl'],
          firstLine: '^ *[{](?=.*"type" *: *"(SCHEMA|STATE|RECORD)")(?=.*"(stream|value)" *:)',
        },
      },
    },
  },
  {
    name: 'sample',
    title: 'Sample business',
    summary: 'Two years of a subscription business, to see what you get before you connect your own data.',
    category: 'start',
    colour: '#0e7c86',
    initials: 'S',
    keywords: ['demo', 'example', 'try'],
    configurationSchema: {
      type: 'object',
      properties: { customers: { type: 'integer', title: 'Customers', default: 2000 } },
    },
  },
  {
    name: 'postgres',
    title: 'PostgreSQL',
    summary: 'The tables of your product’s database, read without changing anything.',
    category: 'databases',
    colour: '#336791',
    initials: 'Pg',
    keywords: ['sql', 'postgresql', 'supabase', 'rds', 'neon'],
    configurationSchema: {
      type: 'object',
      required: ['host', 'database', 'user', 'password'],
      properties: {
        host: {
          type: 'string',
          minLength: 1,
          title: 'Host',
          description: 'The name or address of the server, as your database’s provider shows it.',
          examples: ['db.example.com'],
        },
        port: { type: 'integer', title: 'Port', minimum: 1, maximum: 65535, default: 5432 },
        database: { type: 'string', minLength: 1, title: 'Database', examples: ['production'] },
        user: {
          type: 'string',
          minLength: 1,
          title: 'User',
          description: 'A user that may only read is enough, and safer.',
        },
        password: { type: 'string', title: 'Password', secret: true },
        schemas: {
          type: 'string',
          title: 'Schemas',
          description: 'Which schemas to read, with commas in between.',
        },
        tls: {
          type: 'string',
          title: 'Encryption',
          enum: ['require', 'prefer', 'verify-full'],
          default: 'require',
          description: 'How the connection to the database is protected.',
        },
      },
    },
  },
]

/** Tables and their sizes, of what each connector gives. */
export const ROWS: Record<string, Record<string, number>> = {
  sample: {
    customers: 2_048,
    subscriptions: 2_911,
    invoices: 31_406,
    payments: 30_180,
    web_visits: 184_220,
    tickets: 6_312,
  },
  file: { orders: 12_480 },
  'singer-file': { orders: 40 },
  postgres: { customer: 59, invoice: 412, invoice_line: 2_240, track: 3_503 },
}

export function catalogOf(connector: string): Stream[] {
  return Object.entries(ROWS[connector] ?? {}).map(([name, rows]) => ({
    name,
    fields: ['id', 'created_at', 'country', 'amount'].map((field) => ({
      name: field,
      type: field === 'amount' ? 'decimal(12,2)' : field === 'created_at' ? 'timestamptz' : 'text',
      nullable: field !== 'id',
    })),
    primaryKey: connector === 'file' ? [] : ['id'],
    cursorField: connector === 'file' ? null : 'created_at',
    recommended: true,
    estimatedRows: rows,
    resumable: false,
  }))
}

export function tableOf(schema: string, name: string, rows: number, sourceId: string): Table {
  const label = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ')
  return {
    schema,
    name,
    label,
    sourceId,
    rows,
    columns: [
      { name: 'id', label: 'Id', type: 'text', kind: 'ID' },
      { name: 'created_at', label: 'Created at', type: 'timestamptz', kind: 'DATE' },
      { name: 'country', label: 'Country', type: 'text', kind: 'CATEGORY' },
      { name: 'plan', label: 'Plan', type: 'text', kind: 'CATEGORY' },
      { name: 'amount', label: 'Amount', type: 'numeric', kind: 'MEASURE' },
      { name: 'note', label: 'Note', type: 'text', kind: 'TEXT' },
    ],
  }
}
