import { Button, Card, Group, NumberInput, Radio, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Pipeline } from '../../shared/api/millrace-types'
import { formatInstant } from '../../shared/format/time'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { fromForm, toForm, type ScheduleForm } from './schedule'
import { pipelineQuery, usePipelineChange } from './source-queries'

interface ScheduleTabProps {
  tenant: string
  source: string
  editable: boolean
}

export function ScheduleTab({ tenant, source, editable }: ScheduleTabProps) {
  const pipeline = useQuery(pipelineQuery(tenant, source))
  if (pipeline.isError) return <ErrorPanel error={pipeline.error} onRetry={() => void pipeline.refetch()} />
  if (pipeline.data === undefined) return <Skeleton h={280} maw={560} />
  return (
    <ScheduleEditor
      key={pipeline.data.etag}
      tenant={tenant}
      source={source}
      editable={editable}
      pipeline={pipeline.data.value}
    />
  )
}

function ScheduleEditor({ tenant, source, editable, pipeline }: ScheduleTabProps & { pipeline: Pipeline }) {
  const [form, setForm] = useState<ScheduleForm>(() => toForm(pipeline.schedule))
  const change = usePipelineChange(tenant, source, 'The schedule is saved.')
  const set = (part: Partial<ScheduleForm>) => setForm((present) => ({ ...present, ...part }))
  return (
    <Card maw={560}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate({ schedule: fromForm(form) })
        }}
      >
        <fieldset disabled={!editable} style={{ border: 0, margin: 0, padding: 0 }}>
          <Stack>
            <Radio.Group
              label="How often is it read?"
              value={form.kind}
              onChange={(kind) => set({ kind: kind })}
            >
              <Stack mt="sm" gap="sm">
                <Radio value="manual" label="Only when somebody says so" disabled={!editable} />
                <Radio value="hours" label="Every few hours" disabled={!editable} />
                <Radio value="daily" label="Every day at a certain time" disabled={!editable} />
                <Radio
                  value="expert"
                  label="By a cron expression"
                  description="For experts: minute, hour, day, month, weekday"
                  disabled={!editable}
                />
              </Stack>
            </Radio.Group>
            {form.kind === 'hours' && (
              <NumberInput
                label="Hours in between"
                min={1}
                max={168}
                clampBehavior="strict"
                allowDecimal={false}
                value={form.hours}
                onChange={(hours) => set({ hours: Number(hours) || 1 })}
                maw={200}
              />
            )}
            {form.kind === 'daily' && (
              <TextInput
                type="time"
                label="Time of day"
                description={form.timeZone}
                value={form.time}
                required
                onChange={(event) => set({ time: event.currentTarget.value })}
                maw={200}
              />
            )}
            {form.kind === 'expert' && (
              <Group align="flex-start" grow>
                <TextInput
                  label="Cron expression"
                  description="Five fields"
                  value={form.cron}
                  required
                  spellCheck={false}
                  onChange={(event) => set({ cron: event.currentTarget.value })}
                />
                <TextInput
                  label="Time zone"
                  description="Such as Europe/Berlin"
                  value={form.timeZone}
                  required
                  onChange={(event) => set({ timeZone: event.currentTarget.value })}
                />
              </Group>
            )}
            {pipeline.schedule.nextAt !== null && (
              <Text size="sm" c="dimmed">
                As it is now, it is read next on {formatInstant(pipeline.schedule.nextAt)}.
              </Text>
            )}
            {change.isError && <ErrorPanel error={change.error} />}
            {editable && (
              <Group justify="flex-end">
                <Button type="submit" loading={change.isPending}>
                  Save the schedule
                </Button>
              </Group>
            )}
          </Stack>
        </fieldset>
      </form>
    </Card>
  )
}
