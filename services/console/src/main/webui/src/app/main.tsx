import '@fontsource-variable/figtree'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { Providers } from './providers'
import { pages } from './pages'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no place for the app')
createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={createBrowserRouter(pages)} />
    </Providers>
  </StrictMode>,
)
