"""Charts: plain functions from frames and words to figures. No Streamlit, no queries."""
