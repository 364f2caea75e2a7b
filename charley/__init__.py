"""The engine of Charley: it reads, reasons, asks and explains, and knows nothing of Rasa."""
