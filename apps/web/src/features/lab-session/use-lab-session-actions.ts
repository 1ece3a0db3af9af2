import { useMutation } from '@tanstack/react-query';
import { api, unwrap } from '../../api-client/client';
import { labSessionQuery, labsQuery } from '../../api-client/queries';
import { queryClient } from '../../api-client/query-client';
import type { AnswerValue, LabSessionView } from '../../api-client/views';

/** What the learner can ask of a session. Every answer is the whole view, and is shown at once. */
export function useLabSessionActions(id: string) {
  const path = { id };
  const action = useMutation({
    mutationFn: (run: () => Promise<LabSessionView>) => run(),
    onSuccess: (view) => {
      queryClient.setQueryData(labSessionQuery(id).queryKey, view);
      // Scores and live sessions stand in the catalogue too.
      void queryClient.invalidateQueries({ queryKey: labsQuery.queryKey });
    },
  });
  const { mutate } = action;
  return {
    busy: action.isPending,
    error: action.error,
    dismissError: action.reset,
    extend: () =>
      mutate(() => unwrap(api.POST('/api/lab-sessions/{id}/extend', { params: { path } }))),
    reset: () =>
      mutate(() => unwrap(api.POST('/api/lab-sessions/{id}/reset', { params: { path } }))),
    end: () => mutate(() => unwrap(api.DELETE('/api/lab-sessions/{id}', { params: { path } }))),
    revealHint: (task: string) =>
      mutate(() =>
        unwrap(
          api.POST('/api/lab-sessions/{id}/tasks/{task}/hints', {
            params: { path: { id, task } },
          }),
        ),
      ),
    revealSolution: (task: string) =>
      mutate(() =>
        unwrap(
          api.POST('/api/lab-sessions/{id}/tasks/{task}/solution', {
            params: { path: { id, task } },
          }),
        ),
      ),
    answer: (task: string, check: string, value: AnswerValue) =>
      mutate(() =>
        unwrap(
          api.PUT('/api/lab-sessions/{id}/tasks/{task}/answers/{check}', {
            params: { path: { id, task, check } },
            body: { value },
          }),
        ),
      ),
  };
}

export type LabSessionActions = ReturnType<typeof useLabSessionActions>;
