"""Pure rules of money: bank formats, references, matching, schedules, entries, files for the accountant."""
