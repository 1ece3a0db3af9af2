import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { onLanguageChoice } from '../features/language/language-choice';
import { Problem } from './problem';
import { meQuery } from './queries';
import { serverConnection } from './server-connection';

const retriesMax = 2;

/** A session that ran out is noticed wherever it shows first; /api/me then brings up the login. */
function onError(error: unknown): void {
  if (error instanceof Problem && error.status === 401) {
    void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  }
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 5000,
      // A refusal stays a refusal; only a server that did not answer is asked again.
      retry: (failures, error) => !(error instanceof Problem) && failures < retriesMax,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

/** Texts are read in the language that was just picked. */
onLanguageChoice(() => void queryClient.invalidateQueries());

/** What failed while the server was away is read again once it answers. */
serverConnection.subscribe(() => {
  if (serverConnection.isReachable()) void queryClient.invalidateQueries();
});
