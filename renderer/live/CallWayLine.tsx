import { useTranslation } from 'react-i18next';
import type { ProviderId } from '../../domain/account.ts';
import type { LiveCall, SwitchboardSnapshot } from '../../domain/switchboard.ts';
import { useSwitchboard } from '../switchboard/use-switchboard.ts';
import type { LiveWords } from './live-words.ts';

interface CallWayLineProps {
  readonly call: LiveCall;
  readonly words: LiveWords;
  readonly provider: ProviderId | undefined;
}

const linesOf = ({ lines }: SwitchboardSnapshot) => lines;

/** "Why did I get this call?" in one line: the stations it passed, in order. Only for calls that came in. */
export function CallWayLine({ call, words, provider }: CallWayLineProps) {
  const { t } = useTranslation('live');
  const { t: common } = useTranslation();
  const lines = useSwitchboard(linesOf);
  if (call.direction !== 'in') return null;
  const line = lines?.find(({ id, accountId }) => id === call.lineId && accountId === call.accountId);
  const way = call.way.length > 0 || !line ? call.way : [{ kind: 'line' as const, name: line.name }];
  return (
    <div className="call-way">
      <h3>{t('way.title')}</h3>
      {way.length === 0 ? (
        provider && (
          <p className="secondary">{t('way.untold', { provider: common(`providers.${provider}`) })}</p>
        )
      ) : (
        <ol>
          {way.map((station, index) => (
            <li key={index} data-kind={station.kind}>
              {words.way(station)}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
