import type { RouteObject } from 'react-router'
import { ConnectPage } from '../features/connect/connect-page'
import { ConnectingPage } from '../features/connect/connecting-page'
import { DashboardsPage } from '../features/dashboards/dashboards-page'
import { SourcesPage } from '../features/sources/sources-page'
import { InvitationPage } from '../features/welcome/invitation-page'
import { WelcomePage } from '../features/welcome/welcome-page'
import { ErrorPage, NotFoundPage, PageFallback } from './error-page'
import { LoggedInPage } from './logged-in-page'
import { RequireSession } from './require-session'
import { StartPage } from './start-page'
import { WorkspaceHome } from './workspace-home'
import { WorkspaceLayout } from './workspace-layout'

/** Every page. Those that draw charts or forms come when they are asked for. */
export const pages: RouteObject[] = [
  {
    ErrorBoundary: ErrorPage,
    HydrateFallback: PageFallback,
    children: [
      { path: '/', Component: StartPage },
      { path: '/logged-in', Component: LoggedInPage },
      { path: '/invitations/:token', Component: InvitationPage },
      {
        path: '/oauth/callback',
        lazy: async () => ({ Component: (await import('../features/authorise/callback-page')).CallbackPage }),
      },
      {
        path: '/reconnect/:token',
        lazy: async () => ({
          Component: (await import('../features/authorise/reconnect-page')).ReconnectPage,
        }),
      },
      {
        Component: RequireSession,
        children: [
          { path: '/welcome', Component: WelcomePage },
          {
            path: '/w/:tenant',
            Component: WorkspaceLayout,
            children: [
              {
                ErrorBoundary: ErrorPage,
                children: [
                  { index: true, Component: WorkspaceHome },
                  { path: 'connect', Component: ConnectPage },
                  {
                    path: 'connect/:connector',
                    lazy: async () => ({
                      Component: (await import('../features/connect/details-page')).DetailsPage,
                    }),
                  },
                  {
                    path: 'own-connectors/new',
                    lazy: async () => ({
                      Component: (await import('../features/own-connectors/editor-page')).EditorPage,
                    }),
                  },
                  {
                    path: 'own-connectors/:connector',
                    lazy: async () => ({
                      Component: (await import('../features/own-connectors/editor-page')).EditorPage,
                    }),
                  },
                  { path: 'connecting/:source', Component: ConnectingPage },
                  { path: 'dashboards', Component: DashboardsPage },
                  {
                    path: 'dashboards/:dashboard',
                    lazy: async () => ({
                      Component: (await import('../features/dashboards/dashboard-page')).DashboardPage,
                    }),
                  },
                  {
                    path: 'explore',
                    lazy: async () => ({
                      Component: (await import('../features/explore/explore-page')).ExplorePage,
                    }),
                  },
                  { path: 'sources', Component: SourcesPage },
                  {
                    path: 'sources/:source',
                    lazy: async () => ({
                      Component: (await import('../features/sources/source-page')).SourcePage,
                    }),
                  },
                  {
                    path: 'runs/:run',
                    lazy: async () => ({ Component: (await import('../features/sources/run-page')).RunPage }),
                  },
                  {
                    path: 'settings',
                    lazy: async () => ({
                      Component: (await import('../features/settings/settings-page')).SettingsPage,
                    }),
                  },
                ],
              },
              { path: '*', Component: NotFoundPage },
            ],
          },
        ],
      },
      { path: '*', Component: NotFoundPage },
    ],
  },
]
