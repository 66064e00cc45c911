import './sign-in.css';
import type { ReactNode } from 'react';
import type { SignInWay } from '../../domain/account.ts';
import { useOperation } from '../queries.ts';
import { BrowserSignIn } from './BrowserSignIn.tsx';
import { ConnectionStep } from './connection/ConnectionStep.tsx';
import { OwnClientForm } from './OwnClientForm.tsx';
import { SignInForm } from './SignInForm.tsx';
import { SystemChoice } from './SystemChoice.tsx';
import { useEscape } from './use-escape.ts';
import { type FlowOptions, useSignInFlow } from './use-sign-in-flow.ts';
import { WayChoice } from './WayChoice.tsx';
import { requestFor, stepFor } from './ways.ts';
import { WhoYouAre } from './WhoYouAre.tsx';

interface SignInFlowProps extends FlowOptions {
  /** What surrounds the choice of the phone system. */
  readonly aroundChoice?: (choice: ReactNode) => ReactNode;
}

/** Every way to sign in, one step at a time: phone system, way, then a form, the browser or a connection string. */
export function SignInFlow({ aroundChoice = (choice) => choice, ...options }: SignInFlowProps): ReactNode {
  const flow = useSignInFlow(options);
  const { step, attempt, goTo, goBack } = flow;
  const { renew } = options;
  useEscape(goBack);
  const offers = useOperation('signIn.ways', {}).data ?? [];
  const hasOtherWays = offers.filter(({ provider }) => provider === renew?.provider).length > 1;

  const choose = (way: SignInWay) => {
    const next = stepFor(way);
    goTo(next);
    if (next.at === 'browser') flow.begin(requestFor(next.way, renew));
  };
  if (attempt || step.at === 'browser' || (step.at === 'own-client' && step.kept))
    return <BrowserSignIn flow={flow} renew={renew} />;
  switch (step.at) {
    case 'systems':
      return aroundChoice(
        <SystemChoice onChoose={(next) => (next.at === 'browser' ? choose(next.way) : goTo(next))} />,
      );
    case 'ways':
      return (
        <WayChoice
          provider={step.provider}
          onChoose={choose}
          onConnection={renew ? null : () => goTo({ at: 'connection' })}
          onBack={goBack}
        />
      );
    case 'form':
      return (
        <SignInForm
          way={step.way}
          renew={renew}
          onSignedIn={flow.signedIn}
          onBack={goBack}
          onAnotherWay={renew && hasOtherWays ? () => goTo({ at: 'ways', provider: renew.provider }) : null}
        />
      );
    case 'own-client':
      return <OwnClientForm flow={flow} renew={renew} />;
    case 'connection':
      return <ConnectionStep flow={flow} />;
    case 'who':
      return (
        <WhoYouAre
          account={step.account}
          onGoOn={() => options.onDone(step.account)}
          onAdd={() => goTo({ at: 'ways', provider: step.account.provider })}
        />
      );
  }
}
