"""Running text: sentences, numbers, dates and telephone numbers, for views and checks alike."""
