import { Link } from 'react-router';
import { Plate } from '../ui/plate';
import { PageFrame } from './page-frame';

export function NotFoundPage() {
  return (
    <PageFrame title="Not found">
      <Plate
        label="404"
        title="There is nothing at this address"
        actions={
          <Link className="button button-primary button-large" to="/">
            All labs
          </Link>
        }
      >
        <p>The link may be old, or cut off. Every lab is in the catalogue.</p>
      </Plate>
    </PageFrame>
  );
}
