import type { LabSessionView } from '../../api-client/views';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { useServerNowMs } from './use-server-now';

/** Early enough to finish a thought or to ask for more time. */
const warnBeforeMs = 5 * 60_000;

export function ExpiryWarning({ view, onExtend }: { view: LabSessionView; onExtend: () => void }) {
  const nowMs = useServerNowMs(5000);
  if (view.expiresAt === undefined) return null;
  if (Date.parse(view.expiresAt) - nowMs > warnBeforeMs) return null;
  const extendable = view.extensionsLeft > 0;
  return (
    <Banner
      tone="warn"
      role="alert"
      action={extendable && <Button onClick={onExtend}>More time</Button>}
    >
      <strong>The lab ends in less than five minutes.</strong>{' '}
      {extendable
        ? 'Then its cluster is thrown away; you can still have more time.'
        : 'Then its cluster is thrown away. Your score is kept; you can start the lab again.'}
    </Banner>
  );
}
