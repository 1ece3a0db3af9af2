import { Operator } from '../features/operator/operator';
import { PageFrame } from './page-frame';

export function OperatorPage() {
  return (
    <PageFrame title="Operator">
      <Operator />
    </PageFrame>
  );
}
