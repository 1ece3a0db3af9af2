import { useParams } from 'react-router';
import { LabSession } from '../features/lab-session/lab-session';

export function LabSessionPage() {
  const { id = '' } = useParams();
  return <LabSession key={id} id={id} />;
}
