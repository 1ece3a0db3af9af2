import { useEffect } from 'react';
import { labSessionQuery } from '../../api-client/queries';
import { queryClient } from '../../api-client/query-client';
import { serverConnection } from '../../api-client/server-connection';
import type { LabSessionView } from '../../api-client/views';
import { useChosenLanguage } from '../language/language-choice';

/** The browser reopens a lost stream by itself, but not one that was refused; this long after, we do. */
const reopenAfterMs = 2000;

/** Keeps the cached view current while `on`; each event is a whole view, so that none can be missed. */
export function useLabSessionEvents(id: string, on: boolean): void {
  const language = useChosenLanguage();
  useEffect(() => {
    if (!on) return;
    const { queryKey } = labSessionQuery(id);
    let source: EventSource | undefined;
    let reopen: ReturnType<typeof setTimeout> | undefined;

    const open = () => {
      // An event source sets no headers of its own.
      const query = language === undefined ? '' : `?language=${encodeURIComponent(language)}`;
      source = new EventSource(`/api/lab-sessions/${encodeURIComponent(id)}/events${query}`);
      source.onopen = () => serverConnection.reportReachable();
      source.onmessage = ({ data }: MessageEvent<string>) => {
        queryClient.setQueryData(queryKey, JSON.parse(data) as LabSessionView);
      };
      source.onerror = () => {
        // Asking once more tells what a lost stream cannot: signed out, gone, or no server at all.
        // Of the last, one witness is enough; everything is read again when it is back.
        if (serverConnection.isReachable()) void queryClient.invalidateQueries({ queryKey });
        if (source?.readyState === EventSource.CLOSED) reopen = setTimeout(open, reopenAfterMs);
      };
    };
    open();
    return () => {
      clearTimeout(reopen);
      source?.close();
    };
  }, [id, on, language]);
}
