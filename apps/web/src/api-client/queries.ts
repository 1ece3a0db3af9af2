import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';

/** Everything the pages read, with the key it is cached under. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => unwrap(api.GET('/api/me')),
});

export const labsQuery = queryOptions({
  queryKey: ['labs'],
  queryFn: () => unwrap(api.GET('/api/labs')),
});

export const tracksQuery = queryOptions({
  queryKey: ['tracks'],
  queryFn: () => unwrap(api.GET('/api/tracks')),
});

export const labQuery = (name: string) =>
  queryOptions({
    queryKey: ['labs', name],
    queryFn: () => unwrap(api.GET('/api/labs/{name}', { params: { path: { name } } })),
  });

/** Often enough to watch a cluster being made. */
const operatorIntervalMs = 3_000;

export const operatorQuery = queryOptions({
  queryKey: ['operator'],
  queryFn: () => unwrap(api.GET('/api/operator/overview')),
  refetchInterval: operatorIntervalMs,
});

export const labSessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['lab-sessions', id],
    queryFn: () => unwrap(api.GET('/api/lab-sessions/{id}', { params: { path: { id } } })),
    // Kept fresh by the event stream; a refetch could overtake it with an older view.
    staleTime: Number.POSITIVE_INFINITY,
  });
