/**
 * What Maven calls: `node scripts/step.js build|check <target folder>`. A step whose inputs are those of its last success is
 * left out: installing takes half a minute, checking a whole one.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [step, target] = process.argv.slice(2)
const folder = join(import.meta.dirname, '..')
const resources = join(target, 'classes', 'META-INF', 'resources')
const marks = join(target, 'webui')

/** Every file that a step may depend on: all but what is installed or generated from the rest. */
function inputs(path) {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !['node_modules', 'dist'].includes(entry.name))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? inputs(join(path, entry.name)) : [join(path, entry.name)]))
}

function fingerprint(files) {
  const hash = createHash('sha256').update(process.version)
  for (const file of files) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

function npm(...args) {
  const { status } = spawnSync('npm', args, {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}

function unlessDone(name, files, outcome, work) {
  const mark = join(marks, name)
  const now = fingerprint(files)
  if (existsSync(outcome) && existsSync(mark) && readFileSync(mark, 'utf8') === now) {
    console.log(`web app: ${name} is up to date`)
    return
  }
  work()
  mkdirSync(marks, { recursive: true })
  writeFileSync(mark, now)
}

const all = [...inputs(folder), ...inputs(join(folder, '..', 'openapi'))]
unlessDone(
  'install',
  [join(folder, 'package.json'), join(folder, 'package-lock.json')],
  join(folder, 'node_modules'),
  () => npm('ci', '--no-audit', '--no-fund', '--prefer-offline'),
)
if (step === 'build') {
  unlessDone('build', all, join(resources, 'index.html'), () =>
    npm('run', 'build', '--', '--outDir', resources, '--emptyOutDir'),
  )
} else {
  unlessDone('check', all, folder, () => npm('run', 'check'))
}
