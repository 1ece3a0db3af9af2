import { useRouteError } from 'react-router';
import { Button } from '../ui/button';
import { Plate } from '../ui/plate';

/** A bug of this page. The lab itself runs on the server, so that reloading loses nothing. */
export function RouteErrorPage() {
  const error = useRouteError();
  return (
    <main>
      <title>Something broke · Drillyard</title>
      <Plate
        label="Error"
        title="This page broke"
        actions={
          <Button
            look="primary"
            className="button-large"
            onClick={() => globalThis.location.reload()}
          >
            Reload
          </Button>
        }
      >
        <p>Your lab runs on the server and is not affected: reload, and go on where you were.</p>
        <p>
          <code>{error instanceof Error ? error.message : String(error)}</code>
        </p>
      </Plate>
    </main>
  );
}
