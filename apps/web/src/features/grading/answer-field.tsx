import { useId } from 'react';
import type { Question } from '../../api-client/views';
import { InlineMarkdown } from '../../ui/markdown/inline-markdown';
import { useTextLanguage } from '../language/text-language';
import type { AnswerDraft } from './answer-draft';

interface AnswerFieldProps {
  question: Question;
  draft: AnswerDraft;
  onChange: (draft: AnswerDraft) => void;
}

export function AnswerField(props: AnswerFieldProps) {
  const { type } = props.question;
  return type === 'choice' || type === 'choices' ? (
    <Choices {...props} />
  ) : (
    <TextField {...props} />
  );
}

function Choices({ question, draft, onChange }: AnswerFieldProps) {
  const langOf = useTextLanguage();
  const name = useId();
  const single = question.type === 'choice';
  const toggle = (value: string, on: boolean) => {
    const others = single ? [] : draft.chosen.filter((chosen) => chosen !== value);
    onChange({ ...draft, chosen: on ? [...others, value] : others });
  };
  return (
    <fieldset>
      <legend>
        <InlineMarkdown text={question.prompt} lang={langOf(question, 'prompt')} />
      </legend>
      {question.options?.map(({ value, label, untranslated }) => (
        <label key={value} className="answer-choice">
          <input
            type={single ? 'radio' : 'checkbox'}
            name={name}
            checked={draft.chosen.includes(value)}
            onChange={(event) => toggle(value, event.target.checked)}
          />
          <span>
            <InlineMarkdown text={label} lang={langOf({ untranslated }, 'label')} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function TextField({ question, draft, onChange }: AnswerFieldProps) {
  const langOf = useTextLanguage();
  return (
    <label className="answer-text">
      <span>
        <InlineMarkdown text={question.prompt} lang={langOf(question, 'prompt')} />
      </span>
      <input
        className="field"
        inputMode={question.type === 'number' ? 'decimal' : 'text'}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={draft.text}
        onChange={(event) => onChange({ ...draft, text: event.target.value })}
      />
    </label>
  );
}
