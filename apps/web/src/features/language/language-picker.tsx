import { chooseLanguage } from './language-choice';
import type { Languages } from './text-language';
import './language-picker.css';

/** The languages a lab is there in; nothing where there is no choice. */
export function LanguagePicker({ language, languages }: Languages) {
  if (languages.length < 2) return null;
  return (
    <label className="language-picker">
      <span className="label">Language</span>
      <select
        className="field"
        value={language}
        onChange={(event) => chooseLanguage(event.target.value)}
      >
        {languages.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {ownName(tag)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What its speakers call a language. */
function ownName(tag: string): string {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
}
