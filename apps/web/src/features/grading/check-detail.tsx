import type { CheckView, Evidence } from '../../api-client/views';
import { Icon } from '../../ui/icon';
import { InlineMarkdown } from '../../ui/markdown/inline-markdown';
import { useTextLanguage } from '../language/text-language';
import './check-detail.css';

/** Why a check stands as it does: what was asked, what was found, where, and where to read on. */
export function CheckDetail({ check }: { check: CheckView }) {
  const { outcome } = check;
  const langOf = useTextLanguage();
  return (
    <div className="check-detail">
      {outcome.status === 'pending' && <p>The cluster has not been asked yet.</p>}
      {outcome.status === 'inconclusive' && <p>{outcome.why}</p>}
      {outcome.status === 'failed' && (
        <>
          {(outcome.expected !== undefined || outcome.actual !== undefined) && (
            <dl>
              {outcome.expected !== undefined && (
                <>
                  <dt className="label">Expected</dt>
                  <dd>
                    <code>{outcome.expected}</code>
                  </dd>
                </>
              )}
              {outcome.actual !== undefined && (
                <>
                  <dt className="label">Found</dt>
                  <dd>
                    <code>{outcome.actual}</code>
                  </dd>
                </>
              )}
            </dl>
          )}
          <EvidenceList evidence={outcome.evidence} found={outcome.actual} />
        </>
      )}
      {check.hint && outcome.status === 'failed' && (
        <p>
          <InlineMarkdown text={check.hint} lang={langOf(check, 'hint')} />
        </p>
      )}
      {check.earned && outcome.status === 'failed' && (
        <p>Its points are yours already and stay so.</p>
      )}
      {check.explain && (
        <p>
          <InlineMarkdown text={check.explain} lang={langOf(check, 'explain')} />
        </p>
      )}
      {check.docs && (
        <p>
          <a href={check.docs} target="_blank" rel="noopener noreferrer">
            Documentation <Icon name="external" />
            <span className="visually-hidden"> (opens a new tab)</span>
          </a>
        </p>
      )}
      <p className="check-detail-kind">
        <span className="numeric">
          {check.points} {check.points === 1 ? 'point' : 'points'}
        </span>{' '}
        · <code>{check.kind}</code>
        {check.kind === 'script' && ', decided by a script of the lab that explains little'}
      </p>
    </div>
  );
}

/** Where it was found; what was found is not said twice. */
function EvidenceList({ evidence, found }: { evidence: Evidence[]; found: string | undefined }) {
  if (evidence.length === 0) return null;
  return (
    <ul className="evidence">
      {evidence.map(({ object, fieldPath, message }) => (
        <li key={`${object} ${fieldPath} ${message}`}>
          <p>
            <code>{object}</code>
            {fieldPath && <code className="evidence-path">{fieldPath}</code>}
          </p>
          {message !== found && <p>{message}</p>}
        </li>
      ))}
    </ul>
  );
}
