import {
  ActionIcon,
  NumberInput,
  PasswordInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core'
import type { RegistryWidgetsType, WidgetProps } from '@rjsf/utils'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useState } from 'react'
import classes from './widgets.module.css'

/** Form fields in the look of the app. Labels, help and errors are theirs, so that they belong together for screen readers. */

type Data = Record<string, unknown>
type Props = WidgetProps<Data>

function common(props: Props) {
  return {
    id: props.id,
    label: props.label,
    description: props.schema.description,
    error: props.rawErrors?.[0],
    required: props.required,
    disabled: props.disabled === true || props.readonly === true,
    autoFocus: props.autofocus,
    placeholder: placeholder(props),
    onBlur: () => props.onBlur(props.id, props.value),
  }
}

function placeholder(props: Props): string | undefined {
  if (props.placeholder !== '') return props.placeholder
  const [example] = Array.isArray(props.schema.examples) ? props.schema.examples : []
  return typeof example === 'string' || typeof example === 'number' ? String(example) : undefined
}

function text(props: Props): string {
  return typeof props.value === 'string' || typeof props.value === 'number' ? String(props.value) : ''
}

function TextWidget(props: Props) {
  const { schema } = props
  if (schema.type === 'integer' || schema.type === 'number') {
    return (
      <NumberInput
        {...common(props)}
        value={typeof props.value === 'number' ? props.value : ''}
        allowDecimal={schema.type === 'number'}
        thousandSeparator={false}
        hideControls
        onChange={(value) => props.onChange(typeof value === 'number' ? value : undefined)}
      />
    )
  }
  return (
    <TextInput
      {...common(props)}
      value={text(props)}
      maxLength={schema.maxLength}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  )
}

function DateWidget(props: Props) {
  return (
    <TextInput
      {...common(props)}
      type="date"
      value={text(props)}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  )
}

function PasswordWidget(props: Props) {
  return (
    <PasswordInput
      {...common(props)}
      value={text(props)}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': `Show ${props.label.toLowerCase()}` }}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  )
}

/** A key of several lines: a password field would run them together. */
function SecretTextWidget(props: Props) {
  const [shown, setShown] = useState(false)
  return (
    <Textarea
      {...common(props)}
      classNames={{ input: shown ? undefined : classes.masked }}
      value={text(props)}
      autosize
      minRows={3}
      maxRows={12}
      autoComplete="off"
      spellCheck={false}
      rightSection={
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`${shown ? 'Hide' : 'Show'} ${props.label.toLowerCase()}`}
          onClick={() => setShown(!shown)}
        >
          {shown ? <IconEyeOff size={16} /> : <IconEye size={16} />}
        </ActionIcon>
      }
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  )
}

function TextareaWidget(props: Props) {
  return (
    <Textarea
      {...common(props)}
      value={text(props)}
      autosize
      minRows={3}
      maxRows={24}
      maxLength={props.schema.maxLength}
      spellCheck={false}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  )
}

function CheckboxWidget(props: Props) {
  const { id, label, description, error, disabled } = common(props)
  return (
    <Switch
      id={id}
      label={label}
      description={description}
      error={error}
      disabled={disabled}
      checked={props.value === true}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  )
}

function SelectWidget(props: Props) {
  const options = props.options.enumOptions ?? []
  return (
    <Select
      {...common(props)}
      data={options.map((option) => ({ value: String(option.value), label: option.label }))}
      value={props.value === undefined || props.value === null ? null : text(props)}
      allowDeselect={!props.required}
      onChange={(value) =>
        props.onChange(options.find((option) => String(option.value) === value)?.value as unknown)
      }
    />
  )
}

function TextListWidget(props: Props) {
  const value: unknown = props.value
  return (
    <TagsInput
      {...common(props)}
      value={Array.isArray(value) ? value.map(String) : []}
      acceptValueOnBlur
      onChange={(texts) => props.onChange(texts)}
    />
  )
}

export const widgets: RegistryWidgetsType<Data> = {
  TextWidget,
  PasswordWidget,
  SecretTextWidget,
  TextareaWidget,
  CheckboxWidget,
  SelectWidget,
  TextListWidget,
  DateWidget,
  EmailWidget: TextWidget,
  URLWidget: TextWidget,
  UpDownWidget: TextWidget,
}
