/**
 * @file Types of what only the bundler knows: style sheets, workers.
 */

/// <reference types="vite/client" />
/// <reference types="svelte" />
