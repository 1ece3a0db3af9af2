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
      <Choice
        label="Topic"
        any="Any topic"
        chosen={filter.topic}
        options={topicsOf(labs)}
        onChoose={(topic) => onChange({ ...filter, topic })}
      />
      <Choice
        label="Difficulty"
        any="Any difficulty"
        chosen={filter.difficulty}
        options={difficulties}
        onChoose={(difficulty) => onChange({ ...filter, difficulty })}
      />
      <Choice
        label="Progress"
        any="Any progress"
        chosen={filter.progress}
        options={progresses}
        inWords={(progress) => progressWords[progress]}
        onChoose={(progress) => onChange({ ...filter, progress })}
      />
    </search>
  );
}

interface ChoiceProps<Option extends string> {
  label: string;
  /** What nothing chosen is called. */
  any: string;
  chosen: Option | undefined;
  options: readonly Option[];
  inWords?: (option: Option) => string;
  onChoose: (option: Option | undefined) => void;
}

function Choice<Option extends string>(props: ChoiceProps<Option>) {
  const { label, any, chosen, options, inWords = String, onChoose } = props;
  return (
    <label>
      <span className="visually-hidden">{label}</span>
      <select
        className="field"
        value={chosen ?? ''}
        onChange={({ target }) => onChoose(options.find((option) => option === target.value))}
      >
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {inWords(option)}
          </option>
        ))}
      </select>
    </label>
  );
}
const progressWords: Record<Progress, string> = {
  todo: 'not done yet',
  running: 'running now',
  done: 'done',
};
