import { type FormEvent, useId, useState } from 'react';
import type { AnswerValue, CheckView, Question } from '../../api-client/views';
import { Button } from '../../ui/button';
import { InlineMarkdown } from '../../ui/markdown/inline-markdown';
import { useTextLanguage } from '../language/text-language';
import { answerOf, draftOf } from './answer-draft';
import { AnswerField } from './answer-field';
import { CheckReason } from './check-reason';
import { checkStatus } from './check-status';
import { StatusMark } from './status-mark';
import './answer-form.css';

interface AnswerFormProps {
  check: CheckView;
  question: Question;
  busy: boolean;
  onAnswer: (value: AnswerValue) => void;
}

/** A question of a task; the verdict stands below it. */
export function AnswerForm({ check, question, busy, onAnswer }: AnswerFormProps) {
  const [draft, setDraft] = useState(() => draftOf(check.answer));
  const [missing, setMissing] = useState(false);
  const id = useId();
  const answered = check.answer !== undefined;
  const status = checkStatus(check);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const answer = answerOf(question.type, draft);
    setMissing(answer === undefined);
    if (answer !== undefined) onAnswer(answer);
  };
  return (
    <form className="answer-form" onSubmit={onSubmit} aria-describedby={`${id}-verdict`}>
      <AnswerField question={question} draft={draft} onChange={setDraft} />
      <div className="answer-form-foot">
        <Button type="submit" busy={busy}>
          {answered ? 'Answer again' : 'Answer'}
        </Button>
        <p id={`${id}-verdict`} className="answer-form-verdict" data-status={status} role="status">
          {missing && <span>{missingWords[question.type]}</span>}
          {!missing && answered && (
            <>
              <StatusMark status={status} />
              <span>
                <Verdict check={check} />
              </span>
            </>
          )}
        </p>
      </div>
    </form>
  );
}

const missingWords: Record<Question['type'], string> = {
  choice: 'Choose one first.',
  choices: 'Choose at least one first.',
  text: 'Write something first.',
  number: 'Write a number first.',
};

function Verdict({ check }: { check: CheckView }) {
  const langOf = useTextLanguage();
  const { outcome, explain } = check;
  if (outcome.status === 'passed') {
    if (explain === undefined) return 'Right.';
    return <InlineMarkdown text={explain} lang={langOf(check, 'explain')} />;
  }
  if (outcome.status === 'pending') return 'Being looked at.';
  return <CheckReason check={check} />;
}
