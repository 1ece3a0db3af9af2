import { useQuery } from '@tanstack/react-query';
import { Outlet, ScrollRestoration, useNavigation } from 'react-router';
import { meQuery } from '../api-client/queries';
import { LoginPage } from '../features/auth/login-page';
import { Loading } from '../ui/loading';
import { ServerBanner } from './server-banner';

/** Asks who is there; shows the login in place of any page, whose address stays as it is. */
export function RootLayout() {
  const me = useQuery(meQuery);
  const navigation = useNavigation();
  return (
    <>
      <ServerBanner />
      {me.data?.authenticated && <Outlet />}
      {me.data && !me.data.authenticated && <LoginPage />}
      {(me.isPending || (navigation.state === 'loading' && !navigation.location)) && (
        <Loading what="Opening the yard" />
      )}
      <ScrollRestoration />
    </>
  );
}
