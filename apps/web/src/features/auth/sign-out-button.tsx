import { useMutation, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../api-client/client';
import { meQuery } from '../../api-client/queries';
import { queryClient } from '../../api-client/query-client';
import { ConfirmButton } from '../../ui/confirm-button';

export function SignOutButton() {
  const { data } = useQuery(meQuery);
  const logout = useMutation({
    mutationFn: () => unwrap(api.POST('/api/logout')),
    onSuccess: () => {
      queryClient.clear();
      globalThis.location.assign('/');
    },
  });
  return (
    <ConfirmButton
      look="quiet"
      title={data?.learner ? `Signed in as ${data.learner.name}` : undefined}
      question="Sign out?"
      consequence={
        <p>
          Labs go on running. To come back you need a new link:{' '}
          <code>npx drillyard login-link</code> prints one on the server's machine.
        </p>
      }
      confirmLabel="Sign out"
      onConfirm={() => logout.mutate()}
    >
      Sign out
    </ConfirmButton>
  );
}
