import { useEffect, useId, useRef } from 'react';
import type { TaskView } from '../../api-client/views';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Markdown } from '../../ui/markdown/markdown';
import { AnswerForm } from '../grading/answer-form';
import { StatusMark } from '../grading/status-mark';
import { useTextLanguage } from '../language/text-language';
import { Hints } from './hints';
import { Solution } from './solution';
import type { LabSessionActions } from './use-lab-session-actions';
import './task-section.css';

interface TaskSectionProps {
  task: TaskView;
  number: number;
  open: boolean;
  onToggle: (open: boolean) => void;
  /** Where to go on after a reload: it is brought into sight at once. */
  resumed: boolean;
  /** Missing for the last task. */
  onNext: (() => void) | undefined;
  onShowChecks: () => void;
  actions: LabSessionActions;
}

export function TaskSection(props: TaskSectionProps) {
  const { task, number, open, resumed, onToggle } = props;
  const langOf = useTextLanguage();
  const bodyId = useId();
  const item = useRef<HTMLLIElement>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    if (resumed) item.current?.scrollIntoView({ block: 'start' });
  }, [resumed]);
  useEffect(() => {
    if (open && !wasOpen.current) item.current?.scrollIntoView({ block: 'nearest' });
    wasOpen.current = open;
  }, [open]);
  return (
    <li ref={item} className="task" data-state={task.state}>
      <h2>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => onToggle(!open)}
        >
          {task.state === 'open' ? (
            <span className="task-number">{number}</span>
          ) : (
            <StatusMark status={task.state} />
          )}
          <span className="task-title" lang={langOf(task, 'title')}>
            {task.title}
          </span>
          {task.points > 0 && (
            <span className="task-points numeric">
              {task.earned}/{task.points}
              <span className="visually-hidden"> points</span>
            </span>
          )}
          <Icon name="chevron" />
        </button>
      </h2>
      <div id={bodyId} className="task-body" hidden={!open}>
        <TaskBody {...props} />
      </div>
    </li>
  );
}

function TaskBody({ task, onNext, onShowChecks, actions }: TaskSectionProps) {
  const langOf = useTextLanguage();
  const passed = task.checks.filter(({ outcome }) => outcome.status === 'passed').length;
  return (
    <>
      <Markdown text={task.body} lang={langOf(task, 'body')} />
      {task.checks.map(
        (check) =>
          check.question && (
            <AnswerForm
              key={check.id}
              check={check}
              question={check.question}
              busy={actions.busy}
              onAnswer={(value) => actions.answer(task.id, check.id, value)}
            />
          ),
      )}
      <Hints task={task} actions={actions} />
      <Solution task={task} actions={actions} />
      <div className="task-foot">
        <button type="button" className="task-checks" onClick={onShowChecks}>
          Checks passed: {passed} of {task.checks.length}
        </button>
        {task.state === 'passed' && onNext && (
          <Button look="primary" onClick={onNext}>
            Next task
          </Button>
        )}
      </div>
    </>
  );
}
