import { conformance } from './conformance.ts';
import { aircallSubject, voipexSubject } from './subjects.ts';

conformance('aircall', () => aircallSubject());
conformance('voipex on the IPBX API', () => voipexSubject('ipbx'));
conformance('voipex on the central API', () => voipexSubject('central'));
