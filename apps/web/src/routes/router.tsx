import { createBrowserRouter } from 'react-router';
import { Loading } from '../ui/loading';
import { CatalogPage } from './catalog-page';
import { LabPage } from './lab-page';
import { NotFoundPage } from './not-found-page';
import { RootLayout } from './root-layout';
import { RouteErrorPage } from './route-error-page';

export const router = createBrowserRouter([
  {
    Component: RootLayout,
    ErrorBoundary: RouteErrorPage,
    HydrateFallback: () => <Loading what="Opening the yard" />,
    children: [
      { index: true, Component: CatalogPage },
      { path: 'labs/:name', Component: LabPage },
      {
        path: 'lab-sessions/:id',
        // The terminal and the Markdown reader are most of the code: fetched when first needed.
        lazy: async () => ({
          Component: (await import('./lab-session-page')).LabSessionPage,
        }),
      },
      {
        path: 'operator',
        // Learners never see it.
        lazy: async () => ({ Component: (await import('./operator-page')).OperatorPage }),
      },
      { path: '*', Component: NotFoundPage },
    ],
  },
]);
