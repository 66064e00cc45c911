import './connection.css';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionDraft } from '../../../domain/connection-string.ts';
import { useFormats } from '../../formats/use-formats.ts';

function FieldTable({ fields }: Pick<ConnectionDraft, 'fields'>) {
  const { t } = useTranslation('connection');
  return (
    <table className="connection-fields">
      <caption className="visually-hidden">{t('fields.title')}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t('fields.key')}</th>
          <th scope="col">{t('fields.value')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ key, value, secret }, index) => (
          // A key may be there twice: that is one of the problems shown.
          <tr key={`${key} ${String(index)}`}>
            <th scope="row">{key}</th>
            <td className="selectable">
              {secret && <IconLock size={14} stroke={1.75} aria-hidden />}
              {secret ? (
                <>
                  <span aria-hidden>{value}</span>
                  <span className="visually-hidden">{t('fields.hidden')}</span>
                </>
              ) : (
                value
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a connection string says, its secrets masked, and what of it was left out. */
export function DraftFacts({ draft }: { readonly draft: ConnectionDraft }) {
  const { t } = useTranslation('connection');
  const { t: common } = useTranslation();
  const { t: signIn } = useTranslation('signIn');
  const formats = useFormats();
  const { provider, way, label, initiate, unknownKeys, fields, printed } = draft;
  return (
    <>
      {/* Once it is tried, it is clear what it is. */}
      <dl className="connection-facts" hidden={draft.stage === 'tried'}>
        <div>
          <dt>{t('facts.provider')}</dt>
          <dd>{common(`providers.${provider}`)}</dd>
        </div>
        {way && (
          <div>
            <dt>{t('facts.way')}</dt>
            <dd>{signIn(`ways.${way}.name`)}</dd>
          </div>
        )}
        {label !== null && (
          <div>
            <dt>{t('facts.label')}</dt>
            <dd className="selectable">{label}</dd>
          </div>
        )}
        {initiate && (
          <div>
            <dt>{t('facts.browser')}</dt>
            <dd>{t(`initiate.${initiate}`)}</dd>
          </div>
        )}
      </dl>
      {unknownKeys.length > 0 && (
        <p className="sign-in-warning">
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          <span>{t('unknown', { count: unknownKeys.length, keys: formats.list(unknownKeys) })}</span>
        </p>
      )}
      {fields.length > 0 && (
        <details className="connection-details" open={draft.stage === 'read'}>
          <summary>{t('fields.summary', { count: fields.length })}</summary>
          <FieldTable fields={fields} />
        </details>
      )}
      {printed !== '' && (
        <details className="connection-details">
          <summary>{t('fields.printed')}</summary>
          <p className="connection-printed selectable">{printed}</p>
        </details>
      )}
    </>
  );
}
