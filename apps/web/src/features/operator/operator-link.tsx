import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { meQuery } from '../../api-client/queries';
import './operator-link.css';

/** The way to the operator's page, for whoever may see it. */
export function OperatorLink() {
  const { data } = useQuery(meQuery);
  if (data?.learner?.role !== 'operator') return null;
  return (
    <Link to="/operator" className="operator-link">
      Operator
    </Link>
  );
}
