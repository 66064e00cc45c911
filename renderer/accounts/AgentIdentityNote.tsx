import '../acting/acting.css';
import { useTranslation } from 'react-i18next';
import type { AgentIdentity } from '../../domain/account.ts';

/** For an access that reads nothing: whom it stands for, and what that is good for. */
export function AgentIdentityNote({ agent }: { readonly agent: AgentIdentity }) {
  const { t } = useTranslation('acting');
  return (
    <p className="identity">
      <strong>
        {agent.company === null
          ? t('me.identity', { who: agent.name })
          : t('me.identityOf', { who: agent.name, company: agent.company })}
      </strong>
      <br />
      <span className="secondary">{t('me.identityWhy')}</span>
    </p>
  );
}
