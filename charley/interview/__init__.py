"""The course of a conversation: what to ask next, and what to do with what was said."""
