/** A mutant that a property does not find in half a second is left to the other tests: there are thousands of them. */
import fc from 'fast-check';

fc.configureGlobal({ interruptAfterTimeLimit: 500 });
