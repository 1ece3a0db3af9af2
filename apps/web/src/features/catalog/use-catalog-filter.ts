import { useSearchParams } from 'react-router';
import { type CatalogFilter, difficulties, progresses } from './catalog-filter';

/** The filter lives in the address, so that a choice can be bookmarked and sent to someone. */
export function useCatalogFilter(): {
  filter: CatalogFilter;
  change: (filter: CatalogFilter) => void;
  clear: () => void;
} {
  const [params, setParams] = useSearchParams();
  const filter: CatalogFilter = {
    text: params.get('q') ?? '',
    topic: params.get('topic') ?? undefined,
    difficulty: difficulties.find((difficulty) => difficulty === params.get('difficulty')),
    progress: progresses.find((progress) => progress === params.get('progress')),
  };
  const change = (next: CatalogFilter) => {
    const { text: q, topic = '', difficulty = '', progress = '' } = next;
    const query = { q, topic, difficulty, progress };
    setParams(Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '')), {
      replace: true,
      preventScrollReset: true,
    });
  };
  return { filter, change, clear: () => change({ text: '' }) };
}
