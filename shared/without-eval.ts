/**
 * Imported for its effect, before any schema is made: zod would otherwise try whether it may compile code,
 * which the Content-Security-Policy of `verify.html` refuses and reports.
 */
import { z } from 'zod';

z.config({ jitless: true });
