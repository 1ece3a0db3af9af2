import type { LabSummary } from '../../api-client/views';
import { Icon } from '../../ui/icon';
import {
  type CatalogFilter,
  difficulties,
  type Progress,
  progresses,
  topicsOf,
} from './catalog-filter';
import './filter-bar.css';

interface FilterBarProps {
  labs: LabSummary[];
  filter: CatalogFilter;
  onChange: (filter: CatalogFilter) => void;
}

export function FilterBar({ labs, filter, onChange }: FilterBarProps) {
  return (
    <search className="filter-bar">
      <label className="filter-text">
        <span className="visually-hidden">Search labs</span>
        <Icon name="search" />
        <input
          className="field"
          type="search"
          placeholder="Search labs"
          value={filter.text}
          onChange={(event) => onChange({ ...filter, text: event.target.value })}
        />
      </label>
      <label>
        <span className="visually-hidden">Topic</span>
        <select
          className="field"
          value={filter.topic ?? ''}
          onChange={(event) => onChange({ ...filter, topic: event.target.value || undefined })}
        >
          <option value="">Any topic</option>
          {topicsOf(labs).map((topic) => (
            <option key={topic}>{topic}</option>
          ))}
        </select>
      </label>
      <label>
        <span className="visually-hidden">Difficulty</span>
        <select
          className="field"
          value={filter.difficulty ?? ''}
          onChange={(event) =>
            onChange({
              ...filter,
              difficulty: difficulties.find((difficulty) => difficulty === event.target.value),
            })
          }
        >
          <option value="">Any difficulty</option>
          {difficulties.map((difficulty) => (
            <option key={difficulty}>{difficulty}</option>
          ))}
        </select>
      </label>
      <label>
        <span className="visually-hidden">Progress</span>
        <select
          className="field"
          value={filter.progress ?? ''}
          onChange={(event) =>
            onChange({
              ...filter,
              progress: progresses.find((progress) => progress === event.target.value),
            })
          }
        >
          <option value="">Any progress</option>
          {progresses.map((progress) => (
            <option key={progress} value={progress}>
              {progressWords[progress]}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}

const progressWords: Record<Progress, string> = {
  todo: 'not done yet',
  running: 'running now',
  done: 'done',
};
