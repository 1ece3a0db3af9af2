import { useParams } from 'react-router';
import { LabOverview } from '../features/catalog/lab-overview';
import { PageFrame } from './page-frame';

export function LabPage() {
  const { name = '' } = useParams();
  return (
    <PageFrame title={name}>
      <LabOverview key={name} name={name} />
    </PageFrame>
  );
}
