import { conformance } from './conformance.ts';
import { aircallSubject, voipexSubject } from './subjects.ts';

conformance('aircall with an API key', () => aircallSubject());
conformance('aircall with a token', () => aircallSubject({}, 1_600, 'aircall-oauth'));
conformance('voipex on the IPBX API', () => voipexSubject('ipbx'));
conformance('voipex on the central API', () => voipexSubject('central'));
