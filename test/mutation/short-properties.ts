/** There are thousands of mutants: one that a property does not find in a tenth of a second is left to the other tests. */
import fc from 'fast-check';

const shortened = { numRuns: 50, plugins: [fc.interruptAfterTimeLimit(100)] };
fc.configureGlobal(shortened);
