import { strFromU8, unzipSync } from 'fflate'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

interface Manifest {
  tenantName: string
  files: { name: string; sizeBytes: number; sha256: string }[]
}

/** The ZIP with everything of a workspace; reading it fails when an entry is not what its manifest says. */
export class WorkspaceArchive {
  readonly workspace: string
  readonly #texts: Map<string, string>

  private constructor(workspace: string, texts: Map<string, string>) {
    this.workspace = workspace
    this.#texts = texts
  }

  static async read(path: string): Promise<WorkspaceArchive> {
    const { 'manifest.json': written, ...entries } = unzipSync(await readFile(path))
    if (written === undefined) throw new Error(`${path} has no manifest`)
    const manifest = JSON.parse(strFromU8(written)) as Manifest
    const texts = new Map<string, string>()
    for (const { name, sizeBytes, sha256 } of manifest.files) {
      const content = entries[name]
      if (content?.length !== sizeBytes || createHash('sha256').update(content).digest('hex') !== sha256)
        throw new Error(`${name} is not what the manifest says`)
      texts.set(name, strFromU8(content))
    }
    const unnamed = Object.keys(entries).filter((name) => !texts.has(name))
    if (unnamed.length > 0) throw new Error(`The manifest does not name ${unnamed.join(', ')}`)
    return new WorkspaceArchive(manifest.tenantName, texts)
  }

  get names(): string[] {
    return [...this.#texts.keys()]
  }

  text(name: string): string {
    const text = this.#texts.get(name)
    if (text === undefined) throw new Error(`There is no ${name} among ${this.names.join(', ')}`)
    return text
  }
}
