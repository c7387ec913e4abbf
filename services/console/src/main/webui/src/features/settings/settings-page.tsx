import { Tabs } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { PageHeader } from '../../shared/ui/page-header'
import { mayAdminister, useWorkspace } from '../../shared/workspace/workspace'
import { ApiKeysTab } from './api-keys-tab'
import { AuditTab } from './audit-tab'
import { GeneralTab } from './general-tab'
import { MembersTab } from './members-tab'

export function SettingsPage() {
  const { name, role } = useWorkspace()
  const [search, setSearch] = useSearchParams()
  const administer = mayAdminister(role)
  const tabs = ['general', 'members', ...(administer ? ['keys', 'audit'] : [])]
  const asked = search.get('tab') ?? 'general'
  return (
    <>
      <PageHeader title="Settings" description={name} />
      <Tabs
        value={tabs.includes(asked) ? asked : 'general'}
        onChange={(tab) => setSearch({ tab: tab ?? 'general' }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="general">Workspace</Tabs.Tab>
          <Tabs.Tab value="members">Members</Tabs.Tab>
          {administer && <Tabs.Tab value="keys">API keys</Tabs.Tab>}
          {administer && <Tabs.Tab value="audit">Audit log</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="general">
          <GeneralTab />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <MembersTab />
        </Tabs.Panel>
        <Tabs.Panel value="keys">
          <ApiKeysTab />
        </Tabs.Panel>
        <Tabs.Panel value="audit">
          <AuditTab />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
