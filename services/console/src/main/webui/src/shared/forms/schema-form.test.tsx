import { MantineProvider } from '@mantine/core'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { SchemaForm } from './schema-form'

test('a secret of several lines keeps them, and is masked until somebody wants to see it', async () => {
  const changed = vi.fn()
  render(
    <MantineProvider env="test">
      <SchemaForm
        schema={{
          type: 'object',
          properties: { key: { type: 'string', title: 'Private key', secret: true, multiline: true } },
        }}
        value={{}}
        onChange={changed}
        error={null}
        onSubmit={() => undefined}
      >
        {null}
      </SchemaForm>
    </MantineProvider>,
  )
  const field = screen.getByLabelText('Private key')
  await userEvent.click(field)
  await userEvent.paste('-----BEGIN KEY-----\nabc\n-----END KEY-----')
  expect(changed).toHaveBeenLastCalledWith({ key: '-----BEGIN KEY-----\nabc\n-----END KEY-----' })
  expect(field.className).toContain('masked')
  await userEvent.click(screen.getByRole('button', { name: 'Show private key' }))
  expect(field.className).not.toContain('masked')
})
