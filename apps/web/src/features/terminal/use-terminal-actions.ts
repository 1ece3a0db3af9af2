import { useState } from 'react';
import { api, unwrap } from '../../api-client/client';
import { messageOf } from '../../api-client/problem';
import { labSessionQuery } from '../../api-client/queries';
import { queryClient } from '../../api-client/query-client';
import type { TerminalView } from '../../api-client/views';

/** Opens and closes terminals; the list itself comes with the session's events. */
export function useTerminalActions(sessionId: string, terminals: readonly TerminalView[]) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  /** The cached list is changed at once: the event that brings the same may come later. */
  const change = (next: (terminals: TerminalView[]) => TerminalView[]) =>
    queryClient.setQueryData(
      labSessionQuery(sessionId).queryKey,
      (view) => view && { ...view, terminals: next(view.terminals) },
    );

  const attempt = async <T>(action: () => Promise<T>): Promise<T | undefined> => {
    setBusy(true);
    setError(undefined);
    try {
      return await action();
    } catch (thrown) {
      setError(messageOf(thrown));
      return undefined;
    } finally {
      setBusy(false);
    }
  };

  const open = () =>
    attempt(async () => {
      const terminal = await unwrap(
        api.POST('/api/lab-sessions/{id}/terminals', { params: { path: { id: sessionId } } }),
      );
      change((list) => (list.some(({ id }) => id === terminal.id) ? list : [...list, terminal]));
      return terminal.id;
    });

  const close = (id: string) =>
    attempt(async () => {
      await unwrap(api.DELETE('/api/terminals/{id}', { params: { path: { id } } }));
      change((list) => list.filter((terminal) => terminal.id !== id));
    });

  /** A new shell in place of one that ended. */
  const replace = async (id: string) => {
    const opened = await open();
    if (opened !== undefined && terminals.some((terminal) => terminal.id === id)) await close(id);
    return opened;
  };

  return { open, close, replace, busy, error };
}
