/** Addresses of pages, for links across features. */
export const routes = {
  home: '/',
  welcome: '/welcome',
  workspace: (tenant: string) => `/w/${tenant}`,
  connect: (tenant: string) => `/w/${tenant}/connect`,
  connectTo: (tenant: string, connector: string) => `/w/${tenant}/connect/${encodeURIComponent(connector)}`,
  newConnector: (tenant: string) => `/w/${tenant}/own-connectors/new`,
  ownConnector: (tenant: string, connector: string) =>
    `/w/${tenant}/own-connectors/${encodeURIComponent(connector)}`,
  connecting: (tenant: string, source: string) => `/w/${tenant}/connecting/${source}`,
  dashboards: (tenant: string) => `/w/${tenant}/dashboards`,
  dashboard: (tenant: string, dashboard: string) => `/w/${tenant}/dashboards/${dashboard}`,
  explore: (tenant: string) => `/w/${tenant}/explore`,
  sources: (tenant: string) => `/w/${tenant}/sources`,
  source: (tenant: string, source: string) => `/w/${tenant}/sources/${source}`,
  sourceSettings: (tenant: string, source: string) => `/w/${tenant}/sources/${source}?tab=settings`,
  run: (tenant: string, run: string) => `/w/${tenant}/runs/${run}`,
  settings: (tenant: string) => `/w/${tenant}/settings`,
  /** Not a page: the file itself. */
  export: (tenant: string) => `/api/v1/tenants/${tenant}/export`,
  login: (returnTo: string) => `/login?returnTo=${encodeURIComponent(returnTo)}`,
  signUp: (returnTo: string) => `/signup?returnTo=${encodeURIComponent(returnTo)}`,
  logout: '/logout',
  apiDocs: '/docs/api',
}
