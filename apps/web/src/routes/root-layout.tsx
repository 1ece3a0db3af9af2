import { useQuery } from '@tanstack/react-query';
import { Outlet, ScrollRestoration } from 'react-router';
import { messageOf } from '../api-client/problem';
import { meQuery } from '../api-client/queries';
import { LoginPage } from '../features/auth/login-page';
import { Button } from '../ui/button';
import { Loading } from '../ui/loading';
import { Plate } from '../ui/plate';
import { ServerBanner } from './server-banner';

/** Asks who is there; shows the login in place of any page, whose address stays as it is. */
export function RootLayout() {
  const me = useQuery(meQuery);
  return (
    <>
      <ServerBanner />
      {me.data?.authenticated && <Outlet />}
      {me.data && !me.data.authenticated && <LoginPage />}
      {me.isPending && <Loading what="Opening the yard" />}
      {me.isError && !me.data && (
        <Plate
          label="Drillyard"
          title="The yard is closed"
          actions={<Button onClick={() => void me.refetch()}>Try again</Button>}
        >
          <p>{messageOf(me.error)}</p>
        </Plate>
      )}
      <ScrollRestoration />
    </>
  );
}
