import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../../api-client/queries';
import { Banner } from '../../ui/banner';

/** What the operator's machine cannot offer, such as a sandbox around the learner's shell. */
export function Notices() {
  const { data } = useQuery(meQuery);
  return data?.notices.map((notice) => (
    <Banner key={notice} tone="warn" role="note">
      {notice}
    </Banner>
  ));
}
