import { useQuery } from '@tanstack/react-query';
import { messageOf } from '../../api-client/problem';
import { labsQuery, tracksQuery } from '../../api-client/queries';
import type { LabSummary, Track } from '../../api-client/views';
import { Button } from '../../ui/button';
import { Loading } from '../../ui/loading';
import { Plate } from '../../ui/plate';
import { filterTracks } from './catalog-filter';
import { FilterBar } from './filter-bar';
import { RunningLabs } from './running-labs';
import { TrackSection } from './track-section';
import { useCatalogFilter } from './use-catalog-filter';
import './catalog.css';

export function Catalog() {
  const labs = useQuery(labsQuery);
  const tracks = useQuery(tracksQuery);
  if (labs.data && !tracks.isPending) {
    return <CatalogList labs={labs.data} tracks={tracks.data ?? []} />;
  }
  if (!labs.isError) return <Loading what="Reading the catalogue" />;
  return (
    <Plate
      label="Catalogue"
      title="The labs could not be read"
      actions={<Button onClick={() => void labs.refetch()}>Try again</Button>}
    >
      <p>{messageOf(labs.error)}</p>
    </Plate>
  );
}

function CatalogList({ labs, tracks }: { labs: LabSummary[]; tracks: Track[] }) {
  const { filter, change, clear } = useCatalogFilter();
  const shown = filterTracks(labs, tracks, filter);
  const count = shown.reduce((sum, track) => sum + track.labs.length, 0);
  return (
    <div className="catalog">
      <div className="catalog-head">
        <h1>
          Kubernetes security,
          <br />
          learned by doing it
        </h1>
        <p>
          Pick a lab and get a cluster of your own and a real terminal, at once. Checks read the
          cluster as you work and say why they pass or fail. Break things: it is thrown away after.
        </p>
      </div>
      <RunningLabs labs={labs} />
      {labs.length > 0 && <FilterBar labs={labs} filter={filter} onChange={change} />}
      <p className="visually-hidden" role="status">
        {count === 1 ? '1 lab' : `${count} labs`}
      </p>
      {shown.map((track) => (
        <TrackSection key={track.name} track={track} />
      ))}
      {count === 0 && (
        <div className="catalog-empty">
          <p>
            {labs.length === 0
              ? 'This server has no labs yet. One that is broken is not shown: the server says where.'
              : 'No lab matches the filter.'}
          </p>
          {labs.length > 0 && <Button onClick={clear}>Show all labs</Button>}
        </div>
      )}
    </div>
  );
}
