import js from '@eslint/js'
import { readdirSync } from 'node:fs'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const features = readdirSync(`${import.meta.dirname}/src/features`)

/** app → features → shared; features never import one another. */
const layers = [
  {
    files: ['src/shared/**'],
    rules: restrict(['**/features/**', '**/app/**'], 'shared knows neither features nor the app.'),
  },
  ...features.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: restrict(
      [
        '**/app/**',
        '**/features/**',
        ...features.filter((other) => other !== feature).map((other) => `../${other}/**`),
      ],
      'A feature knows only itself and shared.',
    ),
  })),
]

function restrict(group, message) {
  return { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] }
}

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/shared/api/millrace-types.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  reactHooks.configs.flat.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file itself.' },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  ...layers,
  {
    files: ['*.config.{js,ts}'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
)
