import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { api, unwrap } from '../../api-client/client';
import { messageOf } from '../../api-client/problem';
import { labSessionQuery, labsQuery } from '../../api-client/queries';
import { queryClient } from '../../api-client/query-client';
import type { LabSummary } from '../../api-client/views';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';

/** Starts the lab, or leads back into the session that is already open. */
export function StartLab({ lab }: { lab: LabSummary }) {
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: () => unwrap(api.POST('/api/lab-sessions', { body: { lab: lab.name } })),
    onSuccess: async (session) => {
      queryClient.setQueryData(labSessionQuery(session.id).queryKey, session);
      void queryClient.invalidateQueries({ queryKey: labsQuery.queryKey });
      await navigate(`/lab-sessions/${session.id}`);
    },
  });
  if (lab.liveSessionId) {
    return (
      <div className="start-lab">
        <Link
          className="button button-primary button-large"
          to={`/lab-sessions/${lab.liveSessionId}`}
        >
          Continue
        </Link>
        <p className="start-lab-note">Your cluster is running, as you left it.</p>
      </div>
    );
  }
  return (
    <div className="start-lab">
      <Button
        look="primary"
        className="button-large"
        busy={start.isPending}
        onClick={() => start.mutate()}
      >
        Start the lab
      </Button>
      <p className="form-error" role="alert">
        {start.isError && (
          <>
            <Icon name="warning" />
            {messageOf(start.error)}
          </>
        )}
      </p>
    </div>
  );
}
