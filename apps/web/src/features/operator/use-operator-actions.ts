import { useMutation } from '@tanstack/react-query';
import { api, unwrap } from '../../api-client/client';
import { operatorQuery } from '../../api-client/queries';
import { queryClient } from '../../api-client/query-client';

/** What whoever runs the server can do; the page asks anew after each. */
export function useOperatorActions() {
  const { mutate, error, isPending } = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSettled: () => queryClient.invalidateQueries({ queryKey: operatorQuery.queryKey }),
  });
  return {
    busy: isPending,
    error,
    endSession: (id: string) =>
      mutate(() =>
        unwrap(api.DELETE('/api/operator/lab-sessions/{id}', { params: { path: { id } } })),
      ),
    setDraining: (isDraining: boolean) =>
      mutate(() => unwrap(api.PUT('/api/operator/drain', { body: { isDraining } }))),
  };
}
export type OperatorActions = ReturnType<typeof useOperatorActions>;
