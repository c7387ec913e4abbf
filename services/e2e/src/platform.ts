import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const MODULE = join(import.meta.dirname, '..')
const ROOT = join(MODULE, '..', '..')
const TARGET = join(MODULE, 'target')

/** A cold start takes half a minute, and three times that on a machine that does something else as well. */
const START_PATIENCE_MILLIS = 180_000
const STOP_PATIENCE_MILLIS = 40_000
const ATTEMPTS = 4

/** Where the journeys find the platform; environment variables, since Playwright runs them in other processes. */
const PRODUCT = 'MILLRACE_E2E_PRODUCT'
const MAILBOX = 'MILLRACE_E2E_MAILBOX'

export function productUrl(): string {
  return addressIn(PRODUCT)
}

export function mailboxUrl(): string {
  return addressIn(MAILBOX)
}

function addressIn(variable: string): string {
  const address = process.env[variable]
  if (address === undefined) throw new Error('The platform is not started')
  return address
}

/** Starts the platform on fresh data as `make up` does, and gives what stops it. */
export async function startPlatform(): Promise<() => Promise<void>> {
  // A platform that runs already, such as one that a developer keeps beside the editor.
  if (process.env[PRODUCT] !== undefined && process.env[MAILBOX] !== undefined) return () => Promise.resolve()
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryStart()
    if (outcome instanceof Function) return outcome
    // The launcher refuses ports that somebody else holds; other ports are as good.
    if (!/^Port \d+, for/m.test(outcome) || attempt === ATTEMPTS) {
      throw new Error(`The platform did not start:\n${outcome}`)
    }
  }
}

/** @returns what stops it, or what the launcher said in place of starting */
async function tryStart(): Promise<(() => Promise<void>) | string> {
  const data = join(TARGET, 'platform')
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { recursive: true })
  const launcher = spawn(
    join(MODULE, 'bin', 'until-input-ends'),
    [join(ROOT, 'services', 'local', 'bin', 'launch'), 'up'],
    {
      cwd: ROOT,
      env: { ...process.env, MILLRACE_DATA: data, MILLRACE_PORT_OFFSET: String(portOffset()) },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  const lines: string[] = []
  const log = createWriteStream(join(TARGET, 'platform.log'))
  const started = await new Promise<boolean>((resolve) => {
    const patience = setTimeout(() => resolve(false), START_PATIENCE_MILLIS)
    createInterface({ input: launcher.stdout }).on('line', (line) => {
      lines.push(line)
      log.write(`${line}\n`)
      console.log(line)
      if (line.startsWith('Ctrl-C')) settle(true)
    })
    launcher.once('exit', () => settle(false))
    launcher.once('error', () => settle(false))
    function settle(outcome: boolean) {
      clearTimeout(patience)
      resolve(outcome)
    }
  })
  if (!started) {
    await stop(launcher)
    return lines.join('\n')
  }
  process.env[PRODUCT] = announced(lines, 'Millrace')
  process.env[MAILBOX] = announced(lines, 'Mailbox')
  return () => stop(launcher)
}

function announced(lines: string[], name: string): string {
  const address = lines.map((line) => new RegExp(`^ +${name} +(http\\S+)$`).exec(line)?.[1]).find(Boolean)
  if (address === undefined) throw new Error(`The launcher did not say where ${name} is`)
  return address.replace(/\/$/, '')
}

async function stop(launcher: ChildProcess): Promise<void> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return
  const ended = new Promise<boolean>((resolve) => launcher.once('exit', () => resolve(true)))
  launcher.stdin?.end()
  const patience = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), STOP_PATIENCE_MILLIS).unref()
  })
  if (!(await Promise.race([ended, patience]))) {
    launcher.kill('SIGKILL')
    throw new Error(`The platform did not stop in ${STOP_PATIENCE_MILLIS / 1000} s`)
  }
}

/** Every port of the platform then lies between 18,000 and 32,000, below those that systems give to outgoing connections. */
function portOffset(): number {
  return 10_000 + Math.floor(Math.random() * 2_600)
}
